"""The site of production on this machine: nginx, gunicorn, worker and PostgreSQL on loopback.

Everything comes from `deploy/`: the site of nginx, the configuration of gunicorn, the commands of
the systemd units, the settings file of Debian and the release script. Only ports, paths, the
certificate, the database, the cache and the mail server differ.
"""
