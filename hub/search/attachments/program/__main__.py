"""Entry point: `python -I __main__.py FILE`."""

import sys
from importlib import import_module
from pathlib import Path

if __name__ == "__main__":
    folder = Path(__file__).resolve().parent
    # With -I, Python adds no folder to the path.
    sys.path.insert(0, str(folder.parent))
    import_module(folder.name).main(sys.argv[1])
