"""The integer reference of Katydid's networks: `Numbers.md` and `ModelBlob.md` as a program.

`fixed_point` and `network` define what a network computes, `blob` how it is stored. The other
modules make test cases out of them: `random_networks` (with `recipes` and `parameters`), `tiny`,
and the annotated `hexdump` that the page on the blob shows.
"""
