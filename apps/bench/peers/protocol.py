"""How a peer written in Python talks to the benchmark: a JSON object a line, in on stdin, out on stdout.

in:  {"type": "init", ...}                       what to train, see src/peers/prepare.ts
     {"type": "run", "steps": n, "fromStart": b, "losses": b}
     end of file                                 end
out: {"type": "ready", "versions": {...}, "stepsMultiple": n}
     {"type": "done", "seconds": s, "losses": [...]}
     {"type": "missing", "what": "..."}          what it needs is not installed
     {"type": "error", "message": "..."}
"""

import json
import os
import sys


class Setup:
    """The message "init": its fields as attributes, and the files' content behind methods."""

    def __init__(self, message):
        self.__dict__.update(message)

    def read(self, name):
        with open(self.files[name], "rb") as file:
            return bytearray(file.read())


def serve(start):
    """Answers until stdin ends. start(setup) returns a peer with versions, run(steps) -> (seconds, losses) where
    losses() makes floats of what run kept, and reset(), back to the initial weights and the first batch."""
    # Whatever a library prints belongs on stderr.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def send(message):
        out.write(json.dumps(message) + "\n")
        out.flush()

    peer = None
    try:
        for line in sys.stdin:
            message = json.loads(line)
            if message["type"] == "init":
                peer = start(Setup(message))
                send({"type": "ready", "versions": peer.versions, "stepsMultiple": getattr(peer, "steps_multiple", 1)})
            else:
                if message["fromStart"]:
                    peer.reset()
                seconds, losses = peer.run(message["steps"], message["losses"])
                send({"type": "done", "seconds": seconds, "losses": losses if message["losses"] else []})
    except ModuleNotFoundError as error:
        send({"type": "missing", "what": f"the Python module {error.name}"})
        sys.exit(1)
    except Exception as error:
        send({"type": "error", "message": f"{type(error).__name__}: {error}"[:2000]})
        raise
