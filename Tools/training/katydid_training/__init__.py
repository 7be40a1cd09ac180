"""Training of keyword networks: `Tools/train keywords --data DIR`.

`data` reads recordings and splits them, `synthesis` speaks what was not recorded; `augment` makes
noisy scenes of `material`, in other `voices`, and `scene_store` keeps them as the input events that
the board's `front_end` makes of them. `network` is what is trained, `backward` its gradient by hand,
`losses` what is made small, `deep_r` what keeps it sparse; `train` is the loop, `seeds` runs several.
`fine_tuning` takes the network to the integers of the board and `fine_tune` trains it there; `running`
and `settings` choose how it decides; `export` and `model` pack it, `card` measures and describes it.
`keywords` is the whole run.
"""
