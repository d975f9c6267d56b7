docker swarm init --advertise-addr 10.0.2.15
token=$(docker swarm join-token -q worker)
ssh node2 docker swarm join --token "$token" 10.0.2.15:2377
ssh node3 docker swarm join --token "$token" 10.0.2.15:2377
