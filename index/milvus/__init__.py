"""Search on a Milvus cluster: the generations of the index folder, served by machines of their own."""
