"""The passages of the corpus, searchable by words and by meaning under one scope filter.

The one place that knows the embedding model, FAISS, bm25s and llama-index. Nothing heavy is
imported before the first search by meaning.
"""
