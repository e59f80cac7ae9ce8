"""Backend of django-tasks: the queue in the database, but for a few tasks run at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task
from django_tasks_db import DatabaseBackend


class QueueBackend(DatabaseBackend):
    """Stores tasks for the worker, in the transaction of the caller.

    The option `immediate` lists the tasks (dotted paths) that run in the caller instead: those
    whose effect must be visible as soon as the caller's transaction is.
    """

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.immediate_paths = frozenset(self.options.get("immediate", ()))
        self.immediate = ImmediateBackend(alias, {})

    def enqueue(self, task: Task[Any, Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Queue or run a task; return its `TaskResult`."""
        if task.module_path in self.immediate_paths:
            return self.immediate.enqueue(task, args, kwargs)
        return super().enqueue(task, args, kwargs)
