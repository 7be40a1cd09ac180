"""The arithmetic that ARMv6-M lacks (`arithmetic.c`), on this machine against Python's integers."""

import ctypes
import random
import subprocess

import pytest
from conftest import ROOT

CORNERS = [0, 1, 2, 3, 0xFFFF, 0x10000, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1]
U32, I32, U64, I64 = ctypes.c_uint32, ctypes.c_int32, ctypes.c_uint64, ctypes.c_int64


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> ctypes.CDLL:
    source = ROOT / "Firmware/cortex-m/Sources/CBoard/arithmetic.c"
    path = tmp_path_factory.mktemp("arithmetic") / "arithmetic.so"
    subprocess.run(["clang", "-O1", "-shared", "-fPIC", "-o", path, source], check=True)
    return ctypes.CDLL(str(path))


def pairs() -> list[tuple[int, int]]:
    """Corners, and numbers of every length."""
    source = random.Random(1)
    numbers = [source.getrandbits(source.randint(1, 64)) for _ in range(4000)]
    return [(a, b) for a in CORNERS for b in CORNERS] + list(zip(numbers, numbers[1:], strict=False))


def signed(x: int, bits: int) -> int:
    x &= 2**bits - 1
    return x - 2**bits if x >> (bits - 1) else x


def toward_zero(a: int, b: int) -> tuple[int, int]:
    quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
    return quotient, a - quotient * b


def test_division_of_64_bits(library):
    for a, b in pairs():
        if b == 0:
            continue
        numbers = (U64 * 2)(a, b)
        library.divide_unsigned(numbers)
        assert list(numbers) == [a // b, a % b]
        numbers = (I64 * 2)(signed(a, 64), signed(b, 64))
        library.divide_signed(numbers)
        quotient, remainder = toward_zero(signed(a, 64), signed(b, 64))
        assert list(numbers) == [signed(quotient, 64), remainder]


def test_division_of_32_bits(library):
    library.__aeabi_uidivmod.restype = library.__aeabi_idivmod.restype = U64
    library.__aeabi_uidiv.restype = U32
    for a, b in ((a % 2**32, b % 2**32) for a, b in pairs()):
        if b == 0:
            continue
        assert library.__aeabi_uidivmod(U32(a), U32(b)) == (a % b) << 32 | a // b
        assert library.__aeabi_uidiv(U32(a), U32(b)) == a // b
        quotient, remainder = toward_zero(signed(a, 32), signed(b, 32))
        both = library.__aeabi_idivmod(I32(signed(a, 32)), I32(signed(b, 32)))
        assert (signed(both, 32), signed(both >> 32, 32)) == (signed(quotient, 32), remainder)
        assert library.__aeabi_idiv(I32(signed(a, 32)), I32(signed(b, 32))) == signed(quotient, 32)


def test_products_and_shifts(library):
    library.__aeabi_lmul.restype = library.__aeabi_llsl.restype = library.__aeabi_llsr.restype = U64
    library.__aeabi_lasr.restype = I64
    for a, b in pairs():
        assert library.__aeabi_lmul(U64(a), U64(b)) == a * b % 2**64
        places = b % 64
        assert library.__aeabi_llsl(U64(a), places) == (a << places) % 2**64
        assert library.__aeabi_llsr(U64(a), places) == a >> places
        assert library.__aeabi_lasr(I64(signed(a, 64)), places) == signed(a, 64) >> places


def test_leading_zeros(library):
    for a, _ in pairs():
        if a % 2**32:
            assert library.__clzsi2(U32(a % 2**32)) == 32 - (a % 2**32).bit_length()
