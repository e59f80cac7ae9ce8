"""What the pages of territories show: public territories, thread, programme, relatives."""
