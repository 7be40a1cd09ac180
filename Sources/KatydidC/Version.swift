// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CKatydid

@c @implementation
public func katydid_abi_version() -> Int32 { KATYDID_ABI_VERSION }

@c @implementation
public func katydid_version() -> UnsafePointer<CChar> { unsafe cString("0.1.0") }
