"""The networks of each framework: a module each, imported only where that framework is there."""
