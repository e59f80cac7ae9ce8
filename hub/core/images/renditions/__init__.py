"""Renditions at the sizes used by templates, in AVIF, WebP and JPEG, made after upload."""
