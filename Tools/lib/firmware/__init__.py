"""Builds the firmware of `Firmware/cortex-m` and runs it on an emulated board."""
