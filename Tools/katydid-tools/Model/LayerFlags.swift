import Katydid

/// Sets of flags as one writes them. Not in the module: the arrays of them would be allocations.
extension LayerFlags: OptionSet {}
