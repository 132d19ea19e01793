"""`make torture`: the real server under a storm of answers while its processes, its database, its disk and its mail
server fail."""
