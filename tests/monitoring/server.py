"""Serve the site with one thread, as a gunicorn sync worker does: server.py PORT."""

import sys
from wsgiref.simple_server import make_server

from hub.wsgi import application

if __name__ == "__main__":
    make_server("127.0.0.1", int(sys.argv[1]), application).serve_forever()
