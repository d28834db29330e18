"""The HTTP routes: each reads its request, asks the engine or the corpus, and replies."""
