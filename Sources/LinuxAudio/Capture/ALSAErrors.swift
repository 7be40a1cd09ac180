import CALSA

/// Keeps libasound from writing to standard error on its own. Call it before the first other call of libasound.
public func silenceALSA() { calsa_silence() }
