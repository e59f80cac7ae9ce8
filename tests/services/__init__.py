"""Real servers for tests and development, each started from the programs of the machine."""
