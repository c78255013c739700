workers = 3
worker_tmp_dir = "/dev/shm"
