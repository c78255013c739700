from langchain_community.vectorstores.pgvector import PGVector


class Documents(PGVector):
    pass


def open_store(url, embeddings):
    return Documents(connection_string=url, embedding_function=embeddings)  # expect: pool-without-pre-ping
