"""Takes a picture of what a command draws on a terminal of 100 columns and 30 rows.

    Tools/picture-display -o OUT.png --seconds 7 -- .build/release/katydid recognize --real-time words.flac

The command runs in a pseudo terminal; after the time the screen is kept and the command is interrupted as by Ctrl-C. A
name that ends with .txt gives the text of the screen, .png a picture. Characters are DejaVu Sans Mono, which comes with
matplotlib; blocks and Braille dots, which it lacks or does not join, are drawn.
"""

import argparse
import fcntl
import os
import pty
import select
import shlex
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import matplotlib
import pyte
from PIL import Image, ImageDraw, ImageFont

COLUMNS, ROWS = 100, 30
USAGE_ERROR, COMMAND_ERROR = 64, 70
CELL = (14, 29)
"""Width and height of a character in pixels."""
FONT_SIZE = 23
MARGIN = 24
BACKGROUND = "#16181d"
COLOURS = {
    "default": "#d8dce4", "brightblack": "#7b8394", "green": "#7fbf6a", "cyan": "#63b7c4",
    "brown": "#d9a94f", "red": "#d9695f",
}  # fmt: skip
BRAILLE_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of the dot of each bit."""


class CommandError(RuntimeError):
    """There is nothing to take a picture of; the message says why."""


def run(command: list[str], seconds: float) -> bytes:
    """What a command writes to its terminal in so many seconds, or until it ends."""
    process, terminal = pty.fork()
    if process == 0:
        try:
            os.execvpe(command[0], command, {**os.environ, "TERM": "xterm-256color"})
        except OSError as error:
            print(f"{command[0]}: {error.strerror}")
            os._exit(127)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    written, has_ended = read(terminal, seconds)
    if has_ended:
        # The terminal is given back a moment before the process is gone.
        if os.waitpid(process, 0)[1] != 0:
            raise CommandError(written.decode(errors="replace").strip() or "the command failed")
    else:
        os.kill(process, signal.SIGINT)
        read(terminal, 5)
        # It has had its time to give the terminal back; the kernel refuses nothing to a process that is gone already.
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    os.close(terminal)
    return written


def read(terminal: int, seconds: float) -> tuple[bytes, bool]:
    """What is written in so many seconds, and whether that was all: nobody holds the other end any more."""
    written = b""
    end = time.monotonic() + seconds
    while (rest := end - time.monotonic()) > 0:
        if not select.select([terminal], [], [], rest)[0]:
            break
        try:
            block = os.read(terminal, 1 << 16)
        except OSError:
            return written, True
        if not block:
            return written, True
        written += block
    return written, False


def screen_after(written: bytes, command: list[str]) -> pyte.Screen:
    """The screen after a prompt with the command and what it wrote."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    words = [Path(command[0]).name, *command[1:]]
    stream.feed(f"$ {shlex.join(words)}\r\n".encode())
    # pyte does not know faint text: a grey stands for it.
    stream.feed(written.replace(b"\x1b[2m", b"\x1b[90m"))
    return screen


def text(screen: pyte.Screen) -> str:
    return "\n".join(line.rstrip() for line in screen.display).rstrip() + "\n"


def picture(screen: pyte.Screen) -> Image.Image:
    width, height = CELL
    rows = len(text(screen).splitlines())
    size = (COLUMNS * width + 2 * MARGIN, rows * height + 2 * MARGIN)
    image = Image.new("RGB", size, BACKGROUND)
    draw = ImageDraw.Draw(image)
    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    plain = ImageFont.truetype(str(fonts / "DejaVuSansMono.ttf"), FONT_SIZE)
    bold = ImageFont.truetype(str(fonts / "DejaVuSansMono-Bold.ttf"), FONT_SIZE)
    for row in range(rows):
        for column in range(COLUMNS):
            cell = screen.buffer[row][column]
            place = (MARGIN + column * width, MARGIN + row * height)
            colour = COLOURS.get(cell.fg, COLOURS["default"])
            draw_character(draw, cell.data, place, colour, bold if cell.bold else plain)
    return image


def draw_character(draw, character, place, colour, font):
    left, top = place
    width, height = CELL
    code = ord(character[0]) if character else 0x20
    if 0x2580 <= code <= 0x258F:
        first_x, first_y, end_x, end_y = block(code)
        first = (left + round(width * first_x), top + round(height * first_y))
        last = (left + round(width * end_x) - 1, top + round(height * end_y) - 1)
        draw.rectangle((*first, *last), fill=colour)
    elif 0x2800 <= code <= 0x28FF:
        for bit, (x, y) in enumerate(BRAILLE_DOTS):
            if code >> bit & 1:
                centre = (left + width * (2 * x + 1) / 4, top + height * (2 * y + 1) / 8)
                draw.circle(centre, 2.4, fill=colour)
    else:
        draw.text((left, top), character, font=font, fill=colour)


def block(code: int) -> tuple[float, float, float, float]:
    """The part of a cell that a block character fills: left, top, right, bottom."""
    if code == 0x2580:
        return 0, 0, 1, 0.5
    if code <= 0x2588:  # eighths from the bottom
        return 0, (0x2588 - code) / 8, 1, 1
    return 0, 0, (0x2590 - code) / 8, 1


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="picture-display", description="Take a picture of what a command draws on a terminal."
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png|OUT.txt")
    parser.add_argument(
        "--seconds", type=float, default=7, metavar="S",
        help="when the picture is taken, unless the command ends before (default: 7)",
    )  # fmt: skip
    parser.add_argument("command", nargs="+", metavar="COMMAND", help="after --, with its words")
    options = parser.parse_args()
    if options.output.suffix not in (".png", ".txt"):
        print(f"{parser.prog}: {options.output}: give a name in .png or .txt", file=sys.stderr)
        return USAGE_ERROR
    try:
        screen = screen_after(run(options.command, options.seconds), options.command)
    except CommandError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return COMMAND_ERROR
    if options.output.suffix == ".txt":
        options.output.write_text(text(screen))
    else:
        picture(screen).save(options.output, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
