"""What a model is for, and what it is not for, in plain words and with its own figures."""

from .measure import BABBLE, CLEAN
from .view import View, percent


def intended_use(view: View) -> list[str]:
    split = view.last_split
    clean = view.evaluation(split, CLEAN, None)
    babble = view.evaluation(split, BABBLE, 10)
    limits = [
        "It tells single words, spoken clearly and apart from each other, by one person at a time. It does not "
        "understand sentences, and a word inside a sentence may be reported or not.",
        "It was measured on the speakers, microphones and language of its data, and on nobody else. For other "
        "accents, for children, for far microphones or echoing rooms there are no figures.",
    ]
    if clean is not None and clean["classes"][-1]["clips"] > 0:
        reported = 1 - clean["classes"][-1]["share"]
        limits.append(
            f"It takes words that it does not know for those that it does: {percent(reported)} of the "
            f"{clean['classes'][-1]['clips']} clips of other words in {split} are reported as one of its words."
        )
    if babble is not None:
        limits.append(
            f"With other voices at once (babble 10 dB below the word) {percent(babble['words']['share'])} of the words "
            f"of {split} are recognised."
        )
    limits += [
        "It does not know who speaks, and must not be used to identify or to watch people.",
        "Nothing on which safety depends may hang on it alone: it misses words and hears words that nobody said, as "
        "often as the figures below say.",
    ]
    return [
        "For voice commands on small boards, off the network: a light, a timer, a toy, an instrument; for research on "
        "spiking networks; and as a start for a model of one's own words (`Tools/train keywords`).",
        "Limits:",
        "\n".join(f"- {limit}" for limit in limits),
    ]
