"""Second factor of a login: a code of an authenticator application, or a recovery code.

The models, and the comparison of codes, are those of django-otp.
"""
