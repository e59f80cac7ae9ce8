from .items import parse_items

__all__ = ["parse_items"]
