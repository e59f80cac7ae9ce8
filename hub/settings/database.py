"""Options of the database connections, by kind of database and of process."""

from typing import Any

from hub.settings.environment import read_integer

SQLITE = "django.db.backends.sqlite3"


def connection_options(config: dict[str, Any], process: str) -> dict[str, Any]:
    """Return a Django database configuration completed for its kind of database.

    `process` is "web" or "command". The time limits of statements and locks are for the web only:
    a migration, a rebuild or a backup may last. Options of the URL (`?connect_timeout=3`) win.
    """
    if config["ENGINE"] == SQLITE:
        # Concurrent writes wait for the lock (20 s at most) instead of failing at once.
        defaults: dict[str, Any] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        return {**config, "OPTIONS": {**defaults, **config.get("OPTIONS", {})}}
    defaults = {
        "connect_timeout": read_integer("DATABASE_CONNECT_TIMEOUT", 5, minimum=2),
        "application_name": f"hub {process}",
    }
    limits = " ".join(f"-c {name}={seconds}s" for name, seconds in time_limits().items() if seconds)
    if process == "web" and limits:
        defaults["options"] = limits
    return {
        "CONN_MAX_AGE": read_integer("DATABASE_CONN_MAX_AGE", 60),
        # Without it, the first request after a restart of the server gets a dead connection.
        "CONN_HEALTH_CHECKS": True,
        **config,
        "OPTIONS": {**defaults, **config.get("OPTIONS", {})},
    }


def time_limits() -> dict[str, int]:
    """Return the time limits of PostgreSQL in seconds, by its name of setting; 0 is none."""
    return {
        "statement_timeout": read_integer("DATABASE_STATEMENT_TIMEOUT", 30),
        "lock_timeout": read_integer("DATABASE_LOCK_TIMEOUT", 10),
        "idle_in_transaction_session_timeout": read_integer("DATABASE_IDLE_TIMEOUT", 60),
    }
