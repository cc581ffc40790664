"""Calls that go through the network: object stores, downloads, topics, warehouses."""

from __future__ import annotations

from debtscan.project.libraries.io_rows import Rows, rows

KNOWN: Rows = rows("""
read url 0 url: urllib.request.urlretrieve urllib.urlretrieve six.moves.urllib.request.urlretrieve
  urllib.request.urlopen urllib.urlopen urllib2.urlopen requests.get httpx.get requests.Session.get
  wget.download gdown.download torch.hub.load_state_dict_from_url torch.utils.model_zoo.load_url
  torch.hub.download_url_to_file torchvision.datasets.utils.download_url
  torchvision.datasets.utils.download_and_extract_archive
  huggingface_hub.cached_download pooch.retrieve gdown.cached_download
write file 1 filename,output,out,dst,root: urllib.request.urlretrieve urllib.urlretrieve
  six.moves.urllib.request.urlretrieve wget.download gdown.download torch.hub.download_url_to_file
  torchvision.datasets.utils.download_url torchvision.datasets.utils.download_and_extract_archive
write topic 0 topic topic: kafka.KafkaProducer.send confluent_kafka.Producer.produce
  aiokafka.AIOKafkaProducer.send aiokafka.AIOKafkaProducer.send_and_wait
  confluent_kafka.SerializingProducer.produce
read topic 0 topics topic: kafka.KafkaConsumer aiokafka.AIOKafkaConsumer
  confluent_kafka.Consumer.subscribe kafka.KafkaConsumer.subscribe
  confluent_kafka.DeserializingConsumer.subscribe
write topic 0 topic topic: google.cloud.pubsub_v1.PublisherClient.publish
  google.cloud.pubsub.PublisherClient.publish paho.mqtt.client.Client.publish
read topic 0 subscription topic: google.cloud.pubsub_v1.SubscriberClient.subscribe
  google.cloud.pubsub.SubscriberClient.subscribe paho.mqtt.client.Client.subscribe
read table 0 table: google.cloud.bigquery.Client.list_rows
write table 0 table: google.cloud.bigquery.Client.insert_rows
  google.cloud.bigquery.Client.insert_rows_json google.cloud.bigquery.Client.create_table
write table 1 destination: google.cloud.bigquery.Client.load_table_from_dataframe
  google.cloud.bigquery.Client.load_table_from_uri google.cloud.bigquery.Client.load_table_from_file
  google.cloud.bigquery.Client.load_table_from_json
read table 0 source: google.cloud.bigquery.Client.extract_table
write file 1 destination_uris: google.cloud.bigquery.Client.extract_table
read file 0 source_uris: google.cloud.bigquery.Client.load_table_from_uri
read table 0 name: sqlalchemy.Table
write table - table_name: snowflake.connector.pandas_tools.write_pandas
read file - path,paths: feast.FileSource feast.infra.offline_stores.file_source.FileSource
""")

METHODS: Rows = rows("""
write topic - QueueUrl,QueueName topic: send_message send_message_batch
read topic - QueueUrl,QueueName topic: receive_message
write topic - StreamName topic: put_record put_records
read file 0 filename: upload_from_filename
write file 0 filename: download_to_filename
write table 1 destination: load_table_from_dataframe
""")
