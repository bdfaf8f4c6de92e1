"""The lists that blogging platforms keep of their own posts, one platform a file."""
