import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('192.0.2.53', 53))
while True:
    q, a = s.recvfrom(4096)
    s.sendto(q[:2] + b'\x81\x83' + q[4:6] + b'\0\0\0\0\0\0' + q[12:], a)
