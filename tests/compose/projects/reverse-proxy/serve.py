import sys
from flask import Flask

app = Flask(__name__)
name = sys.argv[1]

@app.route("/")
def root():
    return f"{name}: index\n"

@app.route("/<int:number>")
def one(number):
    return f"{name}: number {number}\n"

app.run(host="0.0.0.0", port=5000)
