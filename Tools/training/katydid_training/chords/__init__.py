"""Chords: rendered training data, and how well a model names what is played.

`vocabulary` is what can be played and how it is written, `progressions` what follows what; `guitar` and
`keyboard` say which keys a chord takes on an instrument of `instruments`, `playing` when each is
struck, `fluidsynth` what that sounds like. `ensemble` draws who plays, `passages` lets them; `rooms`
brings it to the board's microphone, `nothing`, `sounds` and `backdrop` add what is no chord, `truth`
tells what is heard when. `scenes` puts it together within a `config`, `store` keeps it.

`labelled_clips` and `recordings` join real clips under `conditions`, `program` lets katydid hear them,
`comparison` and `scoring` judge, `evaluate` is the command.
"""

import os

# The sums of partials are small products of matrices: spread over several threads, which wait for
# each other, they take five times as long. Heeded only if NumPy was not imported before.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
