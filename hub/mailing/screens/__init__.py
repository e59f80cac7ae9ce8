"""Screens of the admin: subscribers, and the mailbox of development."""
