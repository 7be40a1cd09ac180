"""The integer reference of Katydid: `FrontEnd.md`, `Numbers.md`, `Decision.md` and `ModelBlob.md` as a program.

`recognizer` is the whole path: `front_end` turns samples into events, `network` events into a
readout, `decision` the readout into what was heard. `blob` is how a model is stored. The other
modules make test cases: `random_networks` (with `recipes` and `parameters`), `golden_audio`,
`tiny`, and the annotated `hexdump` that the page on the blob shows.
"""
