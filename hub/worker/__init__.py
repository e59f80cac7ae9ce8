"""Background tasks: the queue, the periodic jobs and the process that runs them."""
