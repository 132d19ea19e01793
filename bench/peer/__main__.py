"""`make bench-peer`. What is measured lies in a module of its own: processes that are started anew must find it."""

from bench.peer.comparison import main

if __name__ == "__main__":
    main()
