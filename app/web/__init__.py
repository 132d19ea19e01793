"""What browsers meet: a module per blueprint; views parse, call a service, and render."""
