from fastapi import FastAPI

app = FastAPI(debug=True)  # expect: debug-in-production
