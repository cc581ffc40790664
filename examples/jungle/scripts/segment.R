# k-means segments for the retention desk
usage <- read.csv("data/interim/usage_monthly.csv")
usage <- usage[usage$month == "2023-09", ]
x <- scale(usage[, c("minutes", "data_mb", "n_sms")])
set.seed(1)
km <- kmeans(x, centers = 6, nstart = 10)
out <- data.frame(customer_id = usage$customer_id, segment = km$cluster)
write.csv(out, "data/interim/segments.csv", row.names = FALSE)
