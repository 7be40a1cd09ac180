"""For each framework its networks: a module each, imported only where that framework is installed."""
