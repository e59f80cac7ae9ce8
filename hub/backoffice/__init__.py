"""What every admin list and chooser of the hub shares. Leaf: it knows no model of the hub."""
