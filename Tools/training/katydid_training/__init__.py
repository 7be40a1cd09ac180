"""Training of keyword networks: `Tools/train keywords --data DIR`.

`data` reads recordings and splits them, `augment` makes noisy scenes of them, `front_end` turns
scenes into input events as the board does; `network` is what is trained, `backward` its gradient by
hand; `train` is the loop, `export` writes what `katydid-tools pack` reads, and `keywords` is the
whole run from recordings to a packed model with its figures.
"""
