"""Words of an article against words of a quotation, and the lock that keeps what was proved."""
