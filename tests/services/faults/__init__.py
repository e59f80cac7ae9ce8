"""The fault matrix: what breaks in production, what is expected, what is seen.

The site of production (`tests.services.production`) is read by anonymous readers all the time,
while its parts are killed, stopped or filled. Anonymous readers may see 200, or 503
(« momentanément indisponible »), and no other error.
"""
