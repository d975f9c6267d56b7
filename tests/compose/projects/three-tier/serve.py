import os
from flask import Flask

app = Flask(__name__)

@app.route("/")
def root():
    return f"hello from {os.environ.get('NAME', 'nobody')}\n"

@app.route("/health")
def health():
    return "ok\n"

app.run(host="0.0.0.0", port=5000)
