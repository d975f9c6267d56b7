variable "TAG" {
  default = "dev"
}

function "named" {
  params = [part]
  result = "bk-bake-${part}:${TAG}"
}

group "default" {
  targets = ["web", "job"]
}

target "base" {
  args   = { GREETING = "hello" }
  labels = { "org.example.tag" = upper(TAG) }
}

target "web" {
  inherits = ["base"]
  target   = "web"
  tags     = [for part in ["web"] : named(part)]
}

target "job" {
  inherits = ["base"]
  target   = "job"
  tags     = [named("job")]
  args     = { NAME = join("-", ["a", "b"]) }
}
