from langchain_community.vectorstores.pgvector import PGVector


def open_store(url, embeddings):
    options = {"pool_pre_ping": True}
    return PGVector(connection_string=url, embedding_function=embeddings, engine_args=options)
