"""Run real servers for tests and development, from the programs of the machine."""
