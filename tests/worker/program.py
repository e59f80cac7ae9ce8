"""A worker with some of the periodic jobs: python -m tests.worker.program [NAME…]."""

import sys

import django


def main(names: list[str]) -> None:
    django.setup()
    # Models are known once Django has started.
    from hub.worker.periodic import all_jobs
    from hub.worker.process import Worker

    Worker([job for job in all_jobs() if job.name in names]).run()


if __name__ == "__main__":
    main(sys.argv[1:])
